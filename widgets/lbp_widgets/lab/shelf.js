// The workbenches there are, in the order of the overview. A name here has words `lab.tool.NAME`, `.what` and `.try`.

export const TOOLS = [
  { id: "one_test", symbol: "target" },
  { id: "calculator", symbol: "hash" },
  { id: "combine", symbol: "branch" },
  { id: "thresholds", symbol: "steps" },
  { id: "claims", symbol: "doc" },
  { id: "flags", symbol: "flag-red" },
  { id: "cut_off", symbol: "scan" },
  { id: "spectrum", symbol: "eye" },
  { id: "verification", symbol: "check" },
  { id: "agreement", symbol: "chat" },
];
