/**
 * The lower-cased tokens of a Terraform type: those of the classic provider, given without the package, and that of the
 * any-Terraform package.
 */
export function tokensOf(name: string, classic: readonly string[]): readonly string[] {
  const tokens = [...classic.map((token) => `azure:${token}`), anyTerraformToken(name)];
  return tokens.map((token) => token.toLowerCase());
}

/** `cognitive_account` is `azurerm:index/cognitiveAccount:CognitiveAccount`. */
function anyTerraformToken(name: string): string {
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `azurerm:index/${camel}:${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
}
