/** `npm run new-policy -- <domain> <name>` */
import * as path from "node:path";
import { newPolicy } from "./new-policy/scaffold";
import { placeholder } from "./new-policy/template";

const [domain, name, ...more] = process.argv.slice(2);
if (domain === undefined || name === undefined || more.length > 0) {
  console.error("Usage: npm run new-policy -- <domain> <name>");
  process.exit(1);
}
try {
  for (const file of newPolicy(path.resolve(__dirname, ".."), domain, name)) console.log(file);
  console.log(`Fill in what is marked ${placeholder}, then run npm run docs and npm test.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
