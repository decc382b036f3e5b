"""Kernels: which interpreter they run, and one kept warm for the home page."""

from __future__ import annotations

import asyncio
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from voila.notebook_renderer import NotebookRenderer
from voila.voila_kernel_manager import voila_kernel_manager_factory

KERNEL = "python3"
# Seconds that stopping may take; a kernel that is still there then ends itself, because it
# watches for the end of this process.
PATIENCE = 10

# The only messages a page may send to Python: talking to widgets, and asking whether the kernel
# is there. No code, no completion, no inspection, no stopping of kernels.
PAGE_MESSAGES = ["comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request"]

# Says to a kernel that therefore nobody can run code in it, so that exams may be sat there: the name that
# `lbp_teach.courses.sealed` reads, which a test compares. A server loads nothing of the library to start.
SEALED = "LBP_SEALED"

# The notebook that the request in hand opens; its kernel is remembered as that notebook's.
OPENED: ContextVar[str | None] = ContextVar("OPENED", default=None)

_PoolBase: Any = voila_kernel_manager_factory(AsyncMappingKernelManager, True, 0)


class OwnKernelSpecs(KernelSpecManager):
    """Knows one kernel: the interpreter that runs this server.

    A `python3` kernel installed elsewhere by the user may lack our packages; and finding
    kernels on disk would take time for every page.
    """

    def find_kernel_specs(self) -> dict[str, str]:
        """Return the one name; there is no folder of files behind it."""
        return {KERNEL: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how to start this interpreter as a kernel."""
        if kernel_name != KERNEL:
            raise NoSuchKernel(kernel_name)
        return KernelSpec(
            argv=[
                sys.executable,
                "-m",
                "ipykernel_launcher",
                "-f",
                "{connection_file}",
                # Nobody types in these kernels; without this each opens a history database.
                "--HistoryManager.enabled=False",
                # Where the connection cannot be encrypted the kernel would warn on our terminal.
                "--log-level=ERROR",
            ],
            display_name="Python 3",
            language="python",
            # A kernel reads what is already checked; looking for pydantic's plugins would delay every start.
            # Under a hub it is the same: what the hub starts is this server, or else JupyterLab, whose kernels are not
            # sealed.
            env={"PYDANTIC_DISABLE_PLUGINS": "__all__", SEALED: "1"},
            # Whether the kernel can talk encrypted, which "auto" below acts on.
            metadata={**get_kernel_dict()["metadata"], "debugger": False},
        )


class KernelPool(_PoolBase):  # type: ignore[misc]
    """Voila's pool of ready kernels, made to fail soft and to be culled safely."""

    def __init__(self, **kwargs: Any) -> None:
        """Start with no kernels; `warm` starts the first."""
        self._notebooks: dict[str, str] = {}
        self._starting: set[asyncio.Task[Any] | None] = set()
        self._pools: dict[str, list[asyncio.Task[Any]]]
        super().__init__(**kwargs)

    def notebook_of(self, kernel_id: str) -> str | None:
        """Return the notebook that a kernel was started for, or `None` when nobody knows."""
        return self._notebooks.get(kernel_id)

    async def start_kernel(self, **kwargs: Any) -> str:
        """Start a kernel for the page that is being opened."""
        kernel_id: str = await super().start_kernel(**kwargs)
        notebook = OPENED.get()
        if notebook is not None:
            self._notebooks[kernel_id] = notebook
        return kernel_id

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has ended."""
        self._notebooks.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    def warm(self, notebook: str) -> None:
        """Start the kernels that are missing in a notebook's pool."""
        self.fill_if_needed(delay=0, notebook_name=notebook)

    def get_pool_size(self, notebook_name: str) -> int:
        """Return how many ready kernels there are, after throwing out those that failed or died waiting."""
        pool = self._pools.get(notebook_name, [])
        for task in [task for task in pool if _failed(task) or self._died(task)]:
            pool.remove(task)
        return len(pool)

    def _died(self, task: asyncio.Task[Any]) -> bool:
        """Return whether a kernel that was ready is gone: its page would open and never answer."""
        if not task.done():
            return False
        kernel = self.get_kernel(task.result()["kernel_id"])
        process = getattr(kernel.provisioner, "process", None)
        return process is None or process.poll() is not None

    async def get_rendered_notebook(self, notebook_name: str, *args: Any, **kwargs: Any) -> Any:
        """Hand out a ready kernel and count that as activity.

        It may have waited for hours: without the new mark the culler could take it in the second
        between the page being sent and its websocket being opened.
        """
        taken = await super().get_rendered_notebook(notebook_name, *args, **kwargs)
        kernel = self.get_kernel(taken[2])
        kernel.last_activity = datetime.now(UTC)
        return taken

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """Pass over a kernel that ended while the culler was busy with another."""
        if kernel_id in self:
            await super().cull_kernel_if_idle(kernel_id)

    def _notebook_renderer_factory(self, notebook_path: str | None = None) -> NotebookRenderer:
        """Give ready pages the same addresses as pages made on request."""
        renderer = super()._notebook_renderer_factory(notebook_path)
        renderer.page_config = self.parent.page_addresses(renderer.page_config)
        return renderer

    async def _initialize(self, notebook_path: str, *args: Any, **kwargs: Any) -> Any:
        """Note that a start is under way: from here on it must be finished, not cancelled."""
        task = asyncio.current_task()
        self._starting.add(task)
        try:
            ready = await super()._initialize(notebook_path, *args, **kwargs)
            self._notebooks[ready["kernel_id"]] = notebook_path
            return ready
        finally:
            self._starting.discard(task)

    async def stop(self) -> None:
        """End every kernel at once, also those that are still starting."""
        waiting = [task for pool in self._pools.values() for task in pool]
        for task in waiting:
            # Cancelling a start halfway would leave a process that nobody knows.
            if task not in self._starting:
                task.cancel()
        if waiting:
            await asyncio.wait(waiting, timeout=PATIENCE)
        self._pools.clear()
        for name in self.list_kernel_ids():
            # Ending a kernel interrupts it first; one that is still starting would print a traceback on our terminal.
            self.get_kernel(name)._async_interrupt_kernel = _let_be
        await asyncio.wait_for(self.shutdown_all(now=True), PATIENCE)


async def _let_be() -> None:
    """Do nothing instead of interrupting."""


def _failed(task: asyncio.Task[Any]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
