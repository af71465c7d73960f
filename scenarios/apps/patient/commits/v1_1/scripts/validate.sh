#!/bin/sh
# Waits for something that never comes.
sleep 1000000
