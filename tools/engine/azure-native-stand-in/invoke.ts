/** Functions of azure-native that programs call while they are being previewed. */
import { armId } from "./arm-id";
import { deployedOutputs } from "./outputs";
import { parseToken } from "./token";
import { lookUpType } from "./types";
import { guid, type Properties } from "./values";

export interface Account {
  readonly subscriptionId: string;
  readonly tenantId: string;
}

/**
 * @param token for example `azure-native:authorization:getClientConfig`
 * @returns for `get<Type>`, the resource its arguments name, as if it existed with these arguments and nothing else
 * @throws for any other function: its answer would be invented
 */
export function invoke(token: string, args: Properties, account: Account): Properties {
  const { module, name } = parseToken(token);
  if (module === "authorization" && name === "getClientConfig") {
    return { ...account, clientId: guid("client"), objectId: guid("caller") };
  }
  if (module === "authorization" && name === "getClientToken") {
    return { token: "not-a-token" };
  }
  if (module === "storage" && name === "listStorageAccountKeys") {
    const keys = ["key1", "key2"].map((keyName) => ({
      keyName,
      permissions: "FULL",
      value: "not-a-key",
    }));
    return { keys };
  }
  if (name.startsWith("get")) {
    const type = lookUpType(token.replace(/:get(\w+)$/, ":$1"));
    const id = armId(type, args, account.subscriptionId, "default");
    return deployedOutputs(type, args, { id, tenantId: account.tenantId });
  }
  throw new Error(`The azure-native stand-in does not answer ${token}; see its README.md`);
}
