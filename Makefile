# Two commands matter: make serve (play the cases) and make test (everything).
# All of them build .venv first if it is missing or out of date. The work is in scripts/bootstrap.py,
# which also runs where there is no make:  python scripts/bootstrap.py serve
#
#   make serve PORT=8870 ARGS=--teacher      make test ARGS="-k triage"      make serve PYTHON=python3.12

PYTHON ?= python3.13 python3.12 python3.11 python3.14 python3 python
PORT ?=
ARGS ?=
STAMP := .venv/lbp-teach-installed.json

# A complete environment's own Python comes first (starting again is then quick), next one that can make an
# environment, last one that is new enough but cannot: the bootstrap explains what it lacks.
# exec: the server takes the place of this shell, so Ctrl-C reaches it and make stays quiet.
define bootstrap
@for need in 'import ensurepip' 'pass'; do for p in $(if $(wildcard $(STAMP)),.venv/bin/python) $(PYTHON); do \
  if "$$p" -c "import sys; $$need; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; then \
    exec "$$p" scripts/bootstrap.py $(1); fi; done; done; \
echo "LBP Teach needs Python 3.11 or newer; looked for: $(PYTHON)." >&2; \
echo "Install it (python.org, your package manager or conda) and run this again, or name one: make $@ PYTHON=/path/to/python3.12" >&2; \
exit 1
endef

.PHONY: help serve test check schema docs notebooks lock clean

help:
	@echo "make serve    start the cases in the browser (PORT=8870, ARGS=--teacher)"
	@echo "make test     run everything (ARGS=\"-k triage\" for a part)"
	@echo "make check    lint, format and types; changes nothing"
	@echo "make schema   write cases/case.schema.json anew from the case model"
	@echo "make docs     write the guideline's reference pages anew"
	@echo "make notebooks  store anew what the notebooks print, for nbval to compare"
	@echo "make lock     resolve requirements.lock anew"
	@echo "make clean    remove .venv, caches and builds (learners' records stay)"

serve:
	$(call bootstrap,serve $(if $(PORT),--port $(PORT)) $(ARGS))

test:
	$(call bootstrap,test $(ARGS))

check:
	$(call bootstrap,check)

schema:
	$(call bootstrap,schema)

docs:
	$(call bootstrap,docs)

notebooks:
	$(call bootstrap,notebooks)

lock:
	$(call bootstrap,lock)

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results lbp_teach/_compiled
	find lbp_teach widgets tests notebooks scripts -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf
