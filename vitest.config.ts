import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The end-to-end files mostly wait for the pace at which the driver calls; one more than the cores keeps them busy.
    maxWorkers: 3,
  },
});
