#!/bin/sh
# The smoke test after a deployment: the app must answer on port 8080 within half a minute.
answers() {
  curl --silent --show-error --fail --max-time 5 --output /dev/null http://localhost:8080/
}

for attempt in $(seq 14); do
  answers 2> /dev/null && exit 0
  sleep 2
done
# The last attempt says what is wrong.
answers
