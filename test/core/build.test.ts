import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildError, stampBuild } from "../../policies/core/pulumi/build";
import { removeFolder, temporaryFolder, writeFiles } from "../../tools/engine/temporary";

describe("the build", () => {
  let folder: string;
  beforeEach(() => {
    folder = temporaryFolder("build");
    writeFiles(folder, { "policies/index.ts": "", "policies/core/data.json": "1", "bin/a.js": "" });
  });
  afterEach(() => removeFolder(folder));

  const refusal =
    /^bin was not built from the policies beside it, in .+\. Run npm run build there, then Pulumi again\.$/;

  it("is accepted until a source is changed, added or removed", () => {
    stampBuild(folder);
    assert.equal(buildError(folder), undefined);
    for (const [file, text] of [
      ["policies/core/data.json", "2"],
      ["policies/core/more.ts", ""],
      ["policies/index.ts", undefined],
    ] as const) {
      if (text === undefined) fs.rmSync(path.join(folder, file));
      else writeFiles(folder, { [file]: text });
      assert.match(buildError(folder) ?? "", refusal, file);
      stampBuild(folder);
    }
  });

  it("is refused without a stamp, as after tsc alone", () => {
    assert.match(buildError(folder) ?? "", refusal);
  });

  it("is taken as it is where there are no sources, as in the npm package", () => {
    fs.rmSync(path.join(folder, "policies"), { recursive: true });
    assert.equal(buildError(folder), undefined);
  });
});
