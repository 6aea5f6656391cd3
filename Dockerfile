# docs/install.md says how it is run. Two stages: what builds stays behind, what runs has neither pip nor a compiler.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt requirements.lock manifest.yml README.md ./
COPY flows flows
COPY storage storage
COPY bot bot
COPY sandbox sandbox
RUN python -m venv /build \
 && /build/bin/pip install --no-cache-dir --constraint constraints.txt setuptools \
 && /build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /dist . \
 && python -m venv /opt/groundwork \
 && /opt/groundwork/bin/pip install --no-cache-dir --only-binary :all: --require-hashes --requirement requirements.lock \
 && /opt/groundwork/bin/pip install --no-cache-dir --no-deps /dist/*.whl \
 && /opt/groundwork/bin/pip check \
 && /opt/groundwork/bin/python -m compileall -q /opt/groundwork/lib \
 && /opt/groundwork/bin/pip uninstall --yes pip

FROM python:3.12-slim
RUN python -m pip uninstall --yes --root-user-action ignore pip \
 && useradd --system --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin groundwork \
 && install --directory --owner groundwork --mode 0700 /data
COPY --from=build /opt/groundwork /opt/groundwork
ENV PATH=/opt/groundwork/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    GROUNDWORK_HEALTH_PORT=8081 \
    DATABASE_URL=sqlite:////data/groundwork.db
USER 10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s --retries=3 CMD ["python", "-m", "bot.readiness"]
ENTRYPOINT ["groundwork"]
CMD ["run"]
