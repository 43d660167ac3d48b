nginx -t # refuses a pair that does not belong together
nginx -s reload
