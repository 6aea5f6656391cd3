"""`groundwork`, also as `python -m bot`."""


def main() -> None:
    from bot.cli import program

    program()


if __name__ == "__main__":
    main()
