#!/bin/sh
# Lints every YAML and .env file below a folder, one by one, and counts what came of it.
#   run.sh FOLDER [OTLS]
# Prints a line for each file that ended in any other way than 0, 1 or 2, or took longer than ten seconds; then the
# counts; the findings are in the file named at the end.
set -u
folder=${1:?a folder of YAML files}
otls=${2:-otls}
work=$(mktemp -d)
find "$folder" -type f \( -name '*.yaml' -o -name '*.yml' -o -name '.env' -o -name '.env.*' \) ! -path '*/.git/*' | sort >"$work/files"
: >"$work/status"
while IFS= read -r file; do
  timeout 10 "$otls" lint -o json "$file" >>"$work/findings.jsonl" 2>"$work/err"
  status=$?
  echo "$status" >>"$work/status"
  case $status in
    0 | 1) ;;
    2) printf '%s: %s\n' "$file" "$(head -n 1 "$work/err")" >>"$work/refused" ;;
    *) echo "CRASH OR HANG ($status): $file" ;;
  esac
done <"$work/files"
echo "files:    $(wc -l <"$work/files")"
echo "statuses: $(sort "$work/status" | uniq -c | awk '{printf "%s: %s  ", $2, $1}')"
echo "refused as no YAML: $(grep -c 'it is not YAML' "$work/refused" 2>/dev/null)"
echo "findings by code:"
grep -o '"code":"[a-z-]*","severity":"[a-z]*"' "$work/findings.jsonl" | sort | uniq -c | sort -rn
echo "errors and warnings, with their places:"
grep -o '"code":"[a-z-]*","severity":"\(error\|warning\)".\{0,120\}"file":"[^"]*","line":[0-9]*' "$work/findings.jsonl" |
  sed 's/"code":"\([a-z-]*\)","severity":"\([a-z]*\)".*"file":"\([^"]*\)","line":\([0-9]*\)/  \2 \1 \3:\4/'
echo "all findings: $work/findings.jsonl; refused files: $work/refused"
