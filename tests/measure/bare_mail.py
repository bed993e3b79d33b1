"""A Celery application that only sends: fifty ready-made mails a message over one connection, and remembers nothing."""

import os
import smtplib

from celery import Celery

app = Celery("bare", broker=os.environ.get("CELERY_BROKER_URL"))
app.conf.task_ignore_result = True
app.conf.broker_transport_options = {"global_keyprefix": f"bare-{os.environ.get('SINK_PORT')}:"}
MAIL = (
    b"Subject: It is time\r\nFrom: plc@plc.example\r\nTo: %s\r\n\r\n"
    + b"A line of some sixty characters, as mails have.\r\n" * 120
)


@app.task(name="bare.send")
def send(names: list[str]) -> None:
    with smtplib.SMTP("127.0.0.1", int(os.environ["SINK_PORT"])) as server:
        for name in names:
            server.sendmail("plc@plc.example", [name], MAIL % name.encode())
