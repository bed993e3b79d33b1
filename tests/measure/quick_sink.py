"""`python -m tests.measure.quick_sink FILE`: a mail server that throws everything away and writes down when it came.

It costs so little that the sender is what is measured. Prints its port.
"""

import asyncio
import sys
import time


class Session(asyncio.Protocol):
    """As much of SMTP as a client needs. `log` gets a line for each mail."""

    def __init__(self, log) -> None:
        self.log, self.buffer, self.is_in_data = log, b"", False

    def connection_made(self, transport) -> None:
        self.transport = transport
        transport.write(b"220 quick\r\n")

    def data_received(self, some: bytes) -> None:
        self.buffer += some
        while self.step():
            pass

    def step(self) -> bool:
        """Answer one command or one mail; False when it has not come whole yet."""
        end = b"\r\n.\r\n" if self.is_in_data else b"\r\n"
        line, found, rest = self.buffer.partition(end)
        if not found:
            return False
        self.buffer = rest
        if self.is_in_data:
            self.is_in_data = False
            self.log.write(f"{time.monotonic()}\n")
            self.transport.write(b"250 kept\r\n")
            return True
        word = line[:4].upper()
        self.is_in_data = word == b"DATA"
        self.transport.write({b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(word, b"250 fine\r\n"))
        return True


async def main() -> None:
    with open(sys.argv[1], "w", buffering=1) as log:
        server = await asyncio.get_running_loop().create_server(lambda: Session(log), "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
