"""CPU time of a step of the official environment, in process: prints microseconds as JSON."""

import json
import time

from openenv.core.env_server.serialization import serialize_observation

from benchmarks.official import SCRIPT, Desk, DeskAction

ROUNDS, EPISODES = 9, 100


def _measured(*, as_json: bool) -> float:
    env, best = Desk(), float("inf")
    frames = [one["frame"]["data"] for one in SCRIPT[1:]]
    for _ in range(ROUNDS):
        start = time.process_time()
        for _ in range(EPISODES):
            observations = [env.reset()]
            observations += [env.step(DeskAction(**fields)) for fields in frames]
            if as_json:
                for observation in observations:
                    json.dumps(serialize_observation(observation))
        best = min(best, (time.process_time() - start) / EPISODES / len(SCRIPT))
    return best * 1e6


print(json.dumps([_measured(as_json=False), _measured(as_json=True)]))
