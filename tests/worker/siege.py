"""Workers are killed at random moments while they tell a crowd; then it is counted what became of everybody's mail."""

import random
import signal
import time
from dataclasses import dataclass, field

from tests.worker.stage import Stage

DRAIN, SCENE = "tests.worker.drain", "tests.worker.scene"
MOMENT = {"STAGE_MOMENT": "2026-12-07T08:00:00+00:00"}


@dataclass
class Found:
    """lost: people without their mail. copies: mails that came again under their Message-ID. told_anew: people told
    again under another one. uncertain: notices that say of themselves that they may have come twice. seconds: from
    each kill to the next mail."""

    people: int = 0
    kills: int = 0
    lost: int = 0
    copies: int = 0
    told_anew: int = 0
    uncertain: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)] if self.seconds else 0.0


def besiege(stage: Stage, *, kills: int, delay: float, seed: int, groups: int, workers: int = 2) -> Found:
    """Kill one of `workers` deliveries again and again, each time a moment after the server saw another mail."""
    chance, found = random.Random(seed), Found()
    stage.run(SCENE, "crowd", str(groups))
    stage.sink.delay = delay
    while found.kills < kills:
        running = [stage.fork(DRAIN, **MOMENT) for _ in range(workers)]
        while found.kills < kills and any(child.poll() is None for child in running):
            begun, number = stage.sink.begun, chance.randrange(workers)
            wait_for(lambda begun=begun: stage.sink.begun > begun, running)
            time.sleep(chance.uniform(0, 0.02 + delay))
            if running[number].poll() is None:
                running[number].send_signal(signal.SIGKILL)
                running[number].wait()
                found.kills += 1
                killed_at, begun = time.monotonic(), stage.sink.begun
                running[number] = stage.fork(DRAIN, **MOMENT)
                wait_for(lambda begun=begun: stage.sink.begun > begun, running)
                found.seconds.append(time.monotonic() - killed_at)
        for child in running:
            child.result()
        stage.run(DRAIN, **MOMENT)
        count(stage, found, groups * 4)
        if found.kills < kills:
            begin_again(stage)
    return found


def begin_again(stage: Stage) -> None:
    """The same notices once more, as if never told: a key is never told twice, so the journal must forget them too."""
    stage.run(SCENE, "requeue")
    stage.sink.mails.clear()
    for path in (stage.folder / "journal").rglob("*.jsonl"):
        path.unlink()


def wait_for(condition, running) -> None:
    end = time.monotonic() + 10
    while not condition() and any(child.poll() is None for child in running) and time.monotonic() < end:
        time.sleep(0.001)


def count(stage: Stage, found: Found, people: int) -> None:
    found.people += people
    found.lost += people - len(set(stage.sink.recipients))
    found.copies += sum(number - 1 for number in stage.sink.copies)
    found.told_anew += len(stage.sink.told_anew)
    found.uncertain += len(stage.run(SCENE, "uncertain"))
