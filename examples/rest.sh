#!/bin/sh
# The seven REST routes of the Task Tracker API, each once:
#   sh rest.sh [http://localhost:8000]
set -eu
url=${1:-http://localhost:8000}

# An access token or API key, where the server asks for one.
call() {
    if [ -n "${TASKTRACKER_TOKEN:-}" ]; then set -- -H "Authorization: Bearer $TASKTRACKER_TOKEN" "$@"; fi
    curl --silent --show-error --fail-with-body -H 'Content-Type: application/json' "$@"
    echo
}

# The number after "id" in an answer; with jq it would be: jq .id
id() { sed 's/^{"id":\([0-9]*\).*/\1/'; }

echo "GET /"
call "$url/"

echo "POST /users/"
name="user-$(date +%s)"
user=$(call "$url/users/" -d "{\"username\": \"$name\", \"email\": \"$name@example.com\"}")
echo "$user"
user_id=$(echo "$user" | id)

echo "GET /users/"
call "$url/users/"

echo "POST /tasks/"
task=$(call "$url/tasks/" -d "{\"title\": \"Write the report\", \"user_id\": $user_id}")
echo "$task"
task_id=$(echo "$task" | id)

echo "GET /tasks/$task_id"
call "$url/tasks/$task_id"

echo "PUT /tasks/$task_id/status"
call -X PUT "$url/tasks/$task_id/status" -d '{"status": "IN_PROGRESS"}'

echo "GET /users/$user_id/tasks"
call "$url/users/$user_id/tasks"
