sleep 40; echo "built $(cat VERSION) at $(date -u +%T)"
