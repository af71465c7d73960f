sleep 36000
