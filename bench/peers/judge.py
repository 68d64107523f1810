"""The judge of all solvers: walks routes over an instance file with integers. Standard library only; shares no code with any solver.

usage: judge.py INSTANCE ROUTES.json

INSTANCE is Solomon text (legs are truncated to one decimal; all times and distances count in tenths) or VRPLIB text with an explicit full
matrix. ROUTES.json is {"routes": [[customer, ...], ...]}, customers numbered by their row, the depot being row 0. Travel time is distance.
Prints one JSON object: cost (sum of legs), paid (travel, waiting and service, each route left as late as it can be without ending later),
waiting, routes, violations.
"""

import json
import math
import sys
from itertools import pairwise


def read_solomon(lines):
    head = next(i for i, line in enumerate(lines) if line.split()[:2] == ["NUMBER", "CAPACITY"])
    vehicles, capacity = (int(word) for word in lines[head + 1].split())
    first = next(i for i, line in enumerate(lines) if line.split()[:1] == ["CUST"]) + 1
    rows = [[int(word) for word in line.split()] for line in lines[first:] if line.strip()]
    places = [(x, y) for _, x, y, *_ in rows]
    return {
        "vehicles": vehicles,
        "capacity": capacity,
        # floor(10 d) as the integer root of 100 d², which is exact
        "legs": [[math.isqrt(100 * ((a - c) ** 2 + (b - d) ** 2)) for c, d in places] for a, b in places],
        "demand": [row[3] for row in rows],
        "open": [10 * row[4] for row in rows],
        "close": [10 * row[5] for row in rows],
        "service": [10 * row[6] for row in rows],
    }


def read_vrplib(lines):
    fields = {}
    sections = {}
    current = None
    for line in lines:
        word = line.strip()
        if word == "EOF":
            break
        if word.endswith("_SECTION"):
            current = sections.setdefault(word, [])
        elif ":" in word:
            name, value = word.split(":", 1)
            fields[name.strip()] = value.strip()
        elif word:
            current.append([int(number) for number in word.split()])
    if fields["EDGE_WEIGHT_FORMAT"] != "FULL_MATRIX":
        raise ValueError("only explicit full matrices are read")
    size = int(fields["DIMENSION"])
    numbers = [number for row in sections["EDGE_WEIGHT_SECTION"] for number in row]
    demand = dict(sections["DEMAND_SECTION"])
    service = dict(sections["SERVICE_TIME_SECTION"])
    windows = {node: (start, end) for node, start, end in sections["TIME_WINDOW_SECTION"]}
    nodes = range(1, size + 1)
    return {
        "vehicles": int(fields["VEHICLES"]),
        "capacity": int(fields["CAPACITY"]),
        "legs": [numbers[row * size : (row + 1) * size] for row in range(size)],
        "demand": [demand[node] for node in nodes],
        "open": [windows[node][0] for node in nodes],
        "close": [windows[node][1] for node in nodes],
        "service": [service[node] for node in nodes],
    }


def read_instance(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    return read_vrplib(lines) if any("EDGE_WEIGHT_SECTION" in line for line in lines) else read_solomon(lines)


def walk(instance, route, name, violations):
    """Cost, paid time and waiting of one route. Walking goes on after a violation, so that all are found."""
    legs, opens, closes, service = (instance[key] for key in ("legs", "open", "close", "service"))
    load = sum(instance["demand"][customer] for customer in route)
    if load > instance["capacity"]:
        violations.append(f"{name}: load {load} is over {instance['capacity']}")
    stops = [0, *route, 0]
    travel = 0
    start = now = opens[0]
    for before, here in pairwise(stops):
        travel += legs[before][here]
        now += legs[before][here]
        if here != 0:
            if now > closes[here]:
                violations.append(f"{name}: at {here} at {now}, after {closes[here]}")
            now = max(now, opens[here]) + service[here]
    if now > closes[0]:
        violations.append(f"{name}: back at {now}, after {closes[0]}")
    end = now
    # Backwards from the earliest end: the latest start of each service that does not make the route end later.
    for here, before in pairwise(reversed(stops)):
        now -= legs[before][here]
        if before != 0:
            now = min(now - service[before], closes[before])
    # A route that is late somewhere has no such start.
    paid = end - max(now, start)
    waiting = paid - travel - sum(service[customer] for customer in route)
    return travel, paid, waiting


def judge(instance, routes):
    customers = len(instance["demand"]) - 1
    driven = [route for route in routes if route]
    violations = []
    times = [0] * (customers + 1)
    for number, route in enumerate(driven, 1):
        for customer in route:
            if not isinstance(customer, int) or not 1 <= customer <= customers:
                raise ValueError(f"route {number}: {customer!r} is no customer")
            times[customer] += 1
    counted = enumerate(times[1:], 1)
    violations += [f"customer {customer} is served {count} times" for customer, count in counted if count != 1]
    if len(driven) > instance["vehicles"]:
        violations.append(f"{len(driven)} routes for {instance['vehicles']} vehicles")
    walks = [walk(instance, route, f"route {number}", violations) for number, route in enumerate(driven, 1)]
    cost, paid, waiting = (sum(column) for column in zip(*walks, strict=True)) if walks else (0, 0, 0)
    return {"cost": cost, "paid": paid, "waiting": waiting, "routes": len(driven), "violations": violations}


def main():
    instance_path, routes_path = sys.argv[1:]
    with open(routes_path, encoding="utf-8") as file:
        routes = json.load(file)["routes"]
    print(json.dumps(judge(read_instance(instance_path), routes)))


if __name__ == "__main__":
    main()
