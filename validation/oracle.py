"""The oracle of this benchmark: prints solutions as trajectories, one JSON object a line."""

import sys

from supportops.doctor.oracle import oracle_trajectories
from supportops.doctor.trajectory import written

if __name__ == "__main__":
    sys.stdout.write(written(oracle_trajectories()))
