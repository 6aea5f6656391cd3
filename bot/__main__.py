"""`groundwork`, also as `python -m bot`."""

import gc


def main() -> None:
    # Importing makes thousands of objects that stay; looking through them meanwhile takes a tenth of the start.
    # Whoever runs for long switches collection on again when everything is there (see bot/app.py).
    gc.disable()
    from bot.cli import program

    program()


if __name__ == "__main__":
    main()
