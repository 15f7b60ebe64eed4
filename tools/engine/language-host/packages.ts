/** Provider plugins a program needs: those its package.json's dependencies declare in their own package.json. */
import * as fs from "node:fs";
import * as path from "node:path";

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly pulumi?: {
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly server?: string;
  };
}

export interface RequiredPackage {
  readonly name: string;
  /** With a leading v. */
  readonly version: string;
  /** Where the engine may download it from; empty for the usual place. */
  readonly server: string;
}

function readManifest(folder: string): Manifest | undefined {
  const file = path.join(folder, "package.json");
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Manifest) : undefined;
}

/** The folder and those around it, innermost first. */
function ancestors(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

/** @param directory the program's; its package.json may be in a folder around it */
export function requiredPackages(directory: string): RequiredPackage[] {
  const folders = ancestors(directory);
  const manifest = folders.map(readManifest).find((found) => found !== undefined);
  const names = Object.keys({ ...manifest?.dependencies, ...manifest?.devDependencies });
  return names.flatMap((name): RequiredPackage[] => {
    const dependency = folders
      .map((folder) => readManifest(path.join(folder, "node_modules", name)))
      .find((found) => found !== undefined);
    const pulumi = dependency?.pulumi;
    if (!pulumi?.resource) {
      return [];
    }
    const version = (pulumi.version ?? dependency?.version ?? "").replace(/^v/, "");
    return [
      {
        name: pulumi.name ?? name.replace(/^@pulumi\//, ""),
        version: `v${version}`,
        server: pulumi.server ?? "",
      },
    ];
  });
}
