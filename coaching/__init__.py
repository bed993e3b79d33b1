"""What a process coach and a group do for one another (R63-R70, R86): help, offers, signals, a coach's own notes."""
