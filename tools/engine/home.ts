/** A `PULUMI_HOME` and a place for stacks of one's own, with the test equipment installed as plugins. */
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { SDK_VERSION } from "./azure-native-stand-in/declarations";
import { CLASSIC_VERSION } from "./azure-stand-in/declarations";
import { pulumiCommand, type PulumiCommand } from "./cli";
import { temporaryFolder } from "./temporary";

export interface Home {
  readonly folder: string;
  readonly command: string;
  readonly env: NodeJS.ProcessEnv;
}

let cli: Promise<PulumiCommand> | undefined;

/** The engine takes an executable of the right name in `plugins/<kind>-<name>-v<version>` for an installed plugin. */
function installPlugin(
  home: string,
  kind: string,
  name: string,
  version: string,
  executable: string,
): void {
  const folder = path.join(home, "plugins", `${kind}-${name}-v${version}`);
  fs.mkdirSync(folder, { recursive: true });
  fs.symlinkSync(executable, path.join(folder, path.basename(executable)));
}

/** Settings of the machine that would change what a run does: other stacks, other clouds, another TypeScript. */
const FOREIGN = /^(PULUMI_|TS_NODE_|ARM_|AZURE_|NODE_OPTIONS$|NODE_PATH$)/;

/** The backend: a folder of the home, or a service that is logged in to afterwards. */
function backend(folder: string, token: string | undefined): NodeJS.ProcessEnv {
  // With a token the CLI never asks anybody, nor signs up when it believes that an AI agent runs it.
  if (token !== undefined) return { PULUMI_ACCESS_TOKEN: token };
  const stacks = path.join(folder, "stacks");
  fs.mkdirSync(stacks);
  return { PULUMI_BACKEND_URL: pathToFileURL(stacks).href, PULUMI_CONFIG_PASSPHRASE: "test" };
}

/**
 * @param options.token access token for `pulumi login`; without one, stacks are kept in a folder
 * @throws when there is no Pulumi CLI, see `pulumiCommand`
 */
export async function createHome(options: { readonly token?: string } = {}): Promise<Home> {
  const { command, version, hasLanguageHost, env } = await (cli ??= pulumiCommand());
  const folder = temporaryFolder("home");
  installPlugin(
    folder,
    "resource",
    "azure-native",
    SDK_VERSION,
    path.join(__dirname, "azure-native-stand-in", "pulumi-resource-azure-native"),
  );
  installPlugin(
    folder,
    "resource",
    "azure",
    CLASSIC_VERSION,
    path.join(__dirname, "azure-stand-in", "pulumi-resource-azure"),
  );
  if (!hasLanguageHost) {
    installPlugin(
      folder,
      "language",
      "nodejs",
      version,
      path.join(__dirname, "language-host", "pulumi-language-nodejs"),
    );
  }
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)),
  );
  return {
    folder,
    command,
    env: {
      ...inherited,
      ...env,
      PULUMI_HOME: folder,
      ...backend(folder, options.token),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true", // fail at once instead of trying to download a plugin
      PULUMI_NODEJS_TRANSPILE_ONLY: "true", // type checks take most of the time and are done elsewhere
      PULUMI_DEBUG_COMMANDS: "true", // allows --event-log
      npm_config_prefer_offline: "true", // a required pack is installed with npm; what was downloaded once will do
      npm_config_audit: "false",
    },
  };
}
