/** Who is logged in, and what the service can do. */
import { route, type Route } from "./route";
import type { Service } from "./service";

const USER = "tester";

export function accountRoutes({ organizations }: Service): Route[] {
  return [
    route("GET", "/api/user", () => ({
      id: USER,
      githubLogin: USER,
      name: USER,
      email: "",
      organizations: [USER, ...organizations.keys()].map((name) => ({ githubLogin: name, name })),
    })),
    route("GET", "/api/user/organizations/default", () => ({
      GitHubLogin: [...organizations.keys()][0],
    })),
    // Without this one `pulumi policy install` is refused by the CLI.
    route("GET", "/api/capabilities", () => ({
      capabilities: [{ capability: "stack-policy-packs", version: 1 }],
    })),
  ];
}
