"""Finds pictures of about the wanted sizes: hits_bodies.py BASE_URL FOLDER. Writes each one's bytes to FOLDER, the header
fields that nginx does not send by itself to FOLDER/fields.conf, and their URLs to standard output."""

import json
import os
import sys
import urllib.request

base, folder = sys.argv[1:3]
NGINX_SENDS = {"server", "date", "content-type", "content-length", "last-modified", "connection", "etag", "accept-ranges"}


def get(path):
    with urllib.request.urlopen(base + path) as answer:
        return answer.headers, answer.read()


def path(width):
    return f"/p/100/thumbnail/entry_id/source/width/{width}/vid_sec/5"


bodies = []
for wanted in map(int, os.environ["SIZES"].split()):
    low, high = 16, 1920
    while high - low > 2:
        middle = (low + high) // 2
        if len(get(path(middle))[1]) < wanted:
            low = middle
        else:
            high = middle
    found = path(high)
    get(found)
    fields, body = get(found)
    assert "hit" in fields["cache-status"], fields["cache-status"]
    with open(f"{folder}/{wanted}.jpg", "wb") as file:
        file.write(body)
    bodies.append({"wanted": wanted, "bytes": len(body), "path": found, "url": base + found})

with open(f"{folder}/fields.conf", "w") as file:
    for name, value in fields.items():
        if name.lower() not in NGINX_SENDS:
            file.write(f'add_header {name} "{value}";\n')
json.dump(bodies, sys.stdout)
