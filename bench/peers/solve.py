"""Plans one instance with one of the other solvers, on one thread, and prints the routes.

usage: solve.py pyvrp|ortools|vroom INSTANCE SECONDS SEED travel|paid

Reading, building the model and starting the process are not counted; "seconds" is the wall time of the solver's own call, "cpu" its
processor time. OR-Tools and VROOM take no seed.
"""

import json
import sys
import time

import numpy
import vrplib


def read_instance(path):
    """The file as integers: tenths for Solomon text, the units of the file for VRPLIB."""
    with open(path, encoding="utf-8") as file:
        is_solomon = "EDGE_WEIGHT_SECTION" not in file.read()
    raw = vrplib.read_instance(path, instance_format="solomon" if is_solomon else "vrplib")
    scale = 10 if is_solomon else 1
    legs = numpy.asarray(raw["edge_weight"])
    return {
        "vehicles": int(raw["vehicles"]),
        "capacity": int(raw["capacity"]),
        # The small term keeps lengths that are whole from being cut by a rounding error.
        "legs": numpy.floor(legs * scale + 1e-7).astype(numpy.int64),
        "demand": numpy.asarray(raw["demand"], dtype=numpy.int64),
        "windows": scale * numpy.asarray(raw["time_window"], dtype=numpy.int64),
        "service": scale * numpy.asarray(raw["service_time"], dtype=numpy.int64),
    }


def timed(call):
    wall, cpu = time.perf_counter(), time.process_time()
    result = call()
    return result, {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def solve_pyvrp(instance, seconds, seed, objective):
    import pyvrp
    import pyvrp.stop

    windows = instance["windows"].tolist()
    vehicle = pyvrp.VehicleType(
        num_available=instance["vehicles"],
        capacity=[instance["capacity"]],
        tw_early=windows[0][0],
        tw_late=windows[0][1],
        unit_distance_cost=0 if objective == "paid" else 1,
        unit_duration_cost=1 if objective == "paid" else 0,
    )
    customers = range(1, len(windows))
    clients = [
        pyvrp.Client(
            location=row,
            delivery=[int(instance["demand"][row])],
            service_duration=int(instance["service"][row]),
            tw_early=windows[row][0],
            tw_late=windows[row][1],
        )
        for row in customers
    ]
    locations = [pyvrp.Location(0, 0) for _ in windows]
    depots = [pyvrp.Depot(location=0)]
    data = pyvrp.ProblemData(locations, clients, depots, [vehicle], [instance["legs"]], [instance["legs"]])
    stop = pyvrp.stop.MaxRuntime(seconds)
    result, times = timed(lambda: pyvrp.solve(data, stop, seed=seed, collect_stats=False))
    if not result.is_feasible():
        return [], times
    return [[visit.idx + 1 for visit in route if visit.is_client()] for route in result.best.routes()], times


def solve_ortools(instance, seconds, objective):
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    windows = instance["windows"].tolist()
    horizon = windows[0][1]
    manager = pywrapcp.RoutingIndexManager(len(windows), instance["vehicles"], 0)
    routing = pywrapcp.RoutingModel(manager)
    # Matrices and vectors are looked up in C++; a callback in Python would slow the search down.
    routing.SetArcCostEvaluatorOfAllVehicles(routing.RegisterTransitMatrix(instance["legs"].tolist()))
    transit = routing.RegisterTransitMatrix((instance["legs"] + instance["service"][:, None]).tolist())
    routing.AddDimension(transit, horizon, horizon, False, "time")
    clock = routing.GetDimensionOrDie("time")
    for row in range(1, len(windows)):
        clock.CumulVar(manager.NodeToIndex(row)).SetRange(*windows[row])
    for vehicle in range(instance["vehicles"]):
        clock.CumulVar(routing.Start(vehicle)).SetRange(*windows[0])
        clock.CumulVar(routing.End(vehicle)).SetRange(*windows[0])
    demand = routing.RegisterUnaryTransitVector(instance["demand"].tolist())
    routing.AddDimension(demand, 0, instance["capacity"], True, "load")
    if objective == "paid":
        # Travel is paid by the legs, service is the same in every plan, and this is the waiting.
        clock.SetSlackCostCoefficientForAllVehicles(1)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(round(1000 * seconds))
    routing.CloseModelWithParameters(parameters)
    solution, times = timed(lambda: routing.SolveWithParameters(parameters))
    if solution is None:
        return [], times
    routes = []
    for vehicle in range(instance["vehicles"]):
        route = []
        index = solution.Value(routing.NextVar(routing.Start(vehicle)))
        while not routing.IsEnd(index):
            route.append(manager.IndexToNode(index))
            index = solution.Value(routing.NextVar(index))
        routes.append(route)
    return routes, times


def solve_vroom(instance, seconds):
    """From the deepest exploration down, until a level ends by itself within the time; the best of those tried."""
    best = None
    for level in range(5, -1, -1):
        routes, cost, unassigned, times = vroom_level(instance, level, seconds)
        if best is None or (unassigned, cost) < best[0]:
            best = (unassigned, cost), routes, times | {"level": level}
        if times["seconds"] < 0.95 * seconds:
            break
    return best[1], best[2]


def vroom_level(instance, level, seconds):
    from datetime import timedelta

    import vroom

    windows = instance["windows"].tolist()
    problem = vroom.Input()
    problem.set_durations_matrix("car", instance["legs"].astype(numpy.uint32))
    for number in range(1, instance["vehicles"] + 1):
        problem.add_vehicle(vroom.Vehicle(number, start=0, end=0, capacity=[instance["capacity"]], time_window=windows[0]))
    for row in range(1, len(windows)):
        problem.add_job(
            vroom.Job(
                row,
                location=row,
                default_service=int(instance["service"][row]),
                delivery=[int(instance["demand"][row])],
                time_windows=[windows[row]],
            )
        )
    solution, times = timed(lambda: problem.solve(level, nb_threads=1, timeout=timedelta(seconds=seconds)))
    answer = solution.to_dict()
    routes = [[step["id"] for step in route["steps"] if step["type"] == "job"] for route in answer["routes"]]
    return routes, answer["summary"]["cost"], len(answer["unassigned"]), times


def main():
    solver, path, seconds, seed, objective = sys.argv[1:]
    instance = read_instance(path)
    if solver == "pyvrp":
        routes, times = solve_pyvrp(instance, float(seconds), int(seed), objective)
    elif solver == "ortools":
        routes, times = solve_ortools(instance, float(seconds), objective)
    else:
        routes, times = solve_vroom(instance, float(seconds))
    print(json.dumps({"routes": routes, **times}))


if __name__ == "__main__":
    main()
