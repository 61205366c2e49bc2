ARG BASE=python:3.12-slim-bookworm

FROM ${BASE} AS build
WORKDIR /build
COPY requirements/run.txt /tmp/run.txt
RUN python -m venv --without-pip /opt/venv \
 && python -m pip --python /opt/venv/bin/python install --no-cache-dir --no-deps --require-hashes --requirement /tmp/run.txt
COPY supportops supportops
COPY server server
COPY validation validation
COPY inference.py openenv.yaml README.md LICENSE ./
RUN python -m compileall -q supportops server validation inference.py && chmod -R a+rX .

FROM ${BASE}
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 ENABLE_WEB_INTERFACE=true
COPY --from=build /opt/venv /opt/venv
COPY --from=build /build /app/env
WORKDIR /app/env
USER 1000:1000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/health', timeout=2)"]
CMD ["python", "-m", "supportops.server", "--host", "0.0.0.0", "--port", "8000"]
