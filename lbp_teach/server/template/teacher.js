// The teachers' first page: the language, and making this browser a student's again.

const root = document.documentElement;
const choices = [...document.querySelectorAll("[data-lang]")];
// A page of tables is written by Python, which knows the address and not what this browser remembers.
const pages = [...document.querySelectorAll('a[href*="/voila/render/"]')];
const show = () => {
  for (const page of pages) page.search = new URLSearchParams({ lang: root.lang });
  for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.dataset.lang === root.lang));
};
for (const choice of choices) {
  choice.addEventListener("click", () => {
    root.lang = choice.dataset.lang;
    try {
      localStorage.setItem("lbp.lang", root.lang);
    } catch {
      // A browser may forbid storage; the choice holds for this page.
    }
    show();
  });
}
show();

// Not there behind a hub, where one signs out of the hub.
const leave = document.querySelector("[data-leave]");
if (leave) leave.hidden = false;
leave?.addEventListener("click", async () => {
  try {
    const answer = await fetch(`${leave.dataset.leave}teacher/leave`, { method: "POST" });
    // 404: the pass was worthless already.
    if (!answer.ok && answer.status !== 404) throw new Error(String(answer.status));
    location.replace(leave.dataset.leave);
  } catch {
    document.querySelector("[data-said]").hidden = false;
  }
});
