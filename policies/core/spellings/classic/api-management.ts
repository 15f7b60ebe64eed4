/**
 * This folder: the classic provider, a table per domain; `rules.ts` has the words of the tables, `index.ts` is the way in.
 *
 * azurerm_api_management*: the gateway, its APIs, policies, backends, named values and certificates.
 */
import { UNKNOWN, isObject } from "../../value/value";
import { one, type ClassicKind, type ClassicTable } from "./entry";
import {
  Rule,
  always,
  block,
  change,
  each,
  enabled,
  first,
  flag,
  identityMap,
  inGroup,
  orElse,
  read,
  valueAt,
  where,
  within,
  type Source,
  type Sources,
} from "./rules";

const inService: Sources = {
  resourceGroupName: "resourceGroupName",
  serviceName: "apiManagementName",
};
const ofService = within("apiManagementId", "serviceName");
const ofWorkspace = within("apiManagementWorkspaceId", "serviceName", "workspaceId");

const document: Sources = {
  policyId: always("policy"),
  value: first("xmlContent", "xmlLink"),
  format: where("xmlContent", always("rawxml"), where("xmlLink", always("rawxml-link"))),
};
const policy = (kind: string, props: Sources): ClassicKind => ({
  kind: `apimanagement:${kind}`,
  props: { ...props, ...document },
});

const namedValue: Sources = {
  namedValueId: "name",
  displayName: "displayName",
  secret: orElse("secret", false),
  tags: "tags",
  value: "value",
  keyVault: block("valueFromKeyVault", {
    secretIdentifier: "secretId",
    identityClientId: "identityClientId",
  }),
};

/** Protocols and ciphers, by the gateway's own names; the provider writes them all, off unless said otherwise. */
const gateway = "Microsoft.WindowsAzure.ApiManagement.Gateway";
const protocols: Readonly<Record<string, readonly string[]>> = {
  [`${gateway}.Security.Protocols.Ssl30`]: ["frontendSsl30Enabled", "enableFrontendSsl30"],
  [`${gateway}.Security.Protocols.Tls10`]: ["frontendTls10Enabled", "enableFrontendTls10"],
  [`${gateway}.Security.Protocols.Tls11`]: ["frontendTls11Enabled", "enableFrontendTls11"],
  [`${gateway}.Security.Backend.Protocols.Ssl30`]: ["backendSsl30Enabled", "enableBackendSsl30"],
  [`${gateway}.Security.Backend.Protocols.Tls10`]: ["backendTls10Enabled", "enableBackendTls10"],
  [`${gateway}.Security.Backend.Protocols.Tls11`]: ["backendTls11Enabled", "enableBackendTls11"],
  [`${gateway}.Security.Ciphers.TripleDes168`]: ["tripleDesCiphersEnabled"],
};
const customProperties: Sources = Object.fromEntries(
  Object.entries(protocols).map(([name, [path = "", old]]): [string, Source] => {
    const own = `security.${path}`;
    return [
      name,
      flag(old === undefined ? own : first(own, `security.${old}`), "True", "False", false),
    ];
  }),
);

const hostname: Sources = {
  hostName: "hostName",
  keyVaultId: first("keyVaultCertificateId", "keyVaultId"),
  identityClientId: "sslKeyvaultIdentityClientId",
  encodedCertificate: "certificate",
  certificatePassword: "certificatePassword",
  certificateSource: "certificateSource",
  negotiateClientCertificate: "negotiateClientCertificate",
};
const hostTypes: Readonly<Record<string, string>> = {
  proxies: "Proxy",
  managements: "Management",
  portals: "Portal",
  developerPortals: "DeveloperPortal",
  scms: "Scm",
};
/** One list for the five of Terraform. */
const hostnames = new Rule(
  (from) => {
    const hosts = valueAt(from, "hostnameConfiguration");
    if (hosts === undefined || hosts === UNKNOWN) return hosts;
    const lists = Object.entries(hostTypes).map(([path, type]) =>
      read(each(path, { ...hostname, type: always(type) }), hosts),
    );
    if (lists.includes(UNKNOWN)) return UNKNOWN;
    return lists.flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  },
  // Which of the lists an element is from is not to be told from its place.
  () => ["hostnameConfiguration"],
);

/** `Developer_1` is a tier and its units. */
const skuPart = (index: 0 | 1): Rule =>
  change("skuName", (sku) => {
    const [tier, units] = sku.split("_");
    return index === 0 ? tier : units === undefined ? undefined : Number(units);
  });

/** A map of lists, as the SDK has it, from one of texts with commas. */
const listsOfText = (path: string): Rule =>
  new Rule(
    (from) => {
      const map = valueAt(from, path);
      if (!isObject(map)) return map;
      return Object.fromEntries(
        Object.entries(map).map(([key, text]) => [
          key,
          typeof text === "string" ? text.split(",") : text,
        ]),
      );
    },
    (rest) => [...path.split("."), ...rest.slice(0, 1)],
  );

export const apiManagement: ClassicTable = {
  api_management: one("apimanagement/service:Service", {
    kind: "apimanagement:ApiManagementService",
    props: {
      serviceName: "name",
      ...inGroup,
      identity: identityMap,
      sku: { name: skuPart(0), capacity: skuPart(1) },
      publisherEmail: "publisherEmail",
      publisherName: "publisherName",
      publicNetworkAccess: enabled("publicNetworkAccessEnabled", true),
      publicIpAddressId: "publicIpAddressId",
      virtualNetworkType: orElse("virtualNetworkType", "None"),
      virtualNetworkConfiguration: block("virtualNetworkConfiguration", {
        subnetResourceId: "subnetId",
      }),
      apiVersionConstraint: { minApiVersion: "minApiVersion" },
      disableGateway: "gatewayDisabled",
      enableClientCertificate: "clientCertificateEnabled",
      customProperties,
      hostnameConfigurations: hostnames,
      certificates: each("certificates", {
        encodedCertificate: "encodedCertificate",
        certificatePassword: "certificatePassword",
        storeName: "storeName",
      }),
      zones: "zones",
    },
  }),
  api_management_api: one("apimanagement/api:Api", {
    kind: "apimanagement:Api",
    props: {
      ...inService,
      apiId: "name",
      apiType: orElse("apiType", "http"),
      apiRevision: "revision",
      apiVersion: "version",
      apiVersionSetId: "versionSetId",
      displayName: "displayName",
      description: "description",
      path: "path",
      protocols: "protocols",
      serviceUrl: "serviceUrl",
      sourceApiId: "sourceApiId",
      subscriptionRequired: orElse("subscriptionRequired", true),
      subscriptionKeyParameterNames: block("subscriptionKeyParameterNames", {
        header: "header",
        query: "query",
      }),
      authenticationSettings: {
        oAuth2: block("oauth2Authorization", {
          authorizationServerId: "authorizationServerName",
          scope: "scope",
        }),
        openid: block("openidAuthentication", {
          openidProviderId: "openidProviderName",
          bearerTokenSendingMethods: "bearerTokenSendingMethods",
        }),
      },
      format: "import.contentFormat",
      value: "import.contentValue",
    },
  }),
  api_management_policy: one("apimanagement/policy:Policy", policy("Policy", ofService)),
  api_management_api_policy: one(
    "apimanagement/apiPolicy:ApiPolicy",
    policy("ApiPolicy", { ...inService, apiId: "apiName" }),
  ),
  api_management_api_operation_policy: one(
    "apimanagement/apiOperationPolicy:ApiOperationPolicy",
    policy("ApiOperationPolicy", {
      ...inService,
      apiId: "apiName",
      operationId: "operationId",
    }),
  ),
  api_management_product_policy: one(
    "apimanagement/productPolicy:ProductPolicy",
    policy("ProductPolicy", { ...inService, productId: "productId" }),
  ),
  api_management_workspace_policy: one(
    "apimanagement/workspacePolicy:WorkspacePolicy",
    policy("WorkspacePolicy", ofWorkspace),
  ),
  api_management_policy_fragment: one("apimanagement/policyFragment:PolicyFragment", {
    kind: "apimanagement:PolicyFragment",
    props: {
      ...ofService,
      id: "name",
      description: "description",
      value: "value",
      format: orElse("format", "xml"),
    },
  }),
  api_management_product: one("apimanagement/product:Product", {
    kind: "apimanagement:Product",
    props: {
      ...inService,
      productId: "productId",
      displayName: "displayName",
      description: "description",
      approvalRequired: "approvalRequired",
      state: flag("published", "published", "notPublished"),
      subscriptionRequired: orElse("subscriptionRequired", true),
      subscriptionsLimit: "subscriptionsLimit",
      terms: "terms",
    },
  }),
  api_management_backend: one("apimanagement/backend:Backend", {
    kind: "apimanagement:Backend",
    props: {
      ...inService,
      backendId: "name",
      protocol: "protocol",
      url: "url",
      resourceId: "resourceId",
      title: "title",
      description: "description",
      credentials: block("credentials", {
        authorization: block("authorization", { scheme: "scheme", parameter: "parameter" }),
        certificate: "certificates",
        header: listsOfText("header"),
        query: listsOfText("query"),
      }),
      proxy: block("proxy", { url: "url", username: "username", password: "password" }),
      tls: block("tls", {
        validateCertificateChain: "validateCertificateChain",
        validateCertificateName: "validateCertificateName",
      }),
    },
  }),
  api_management_named_value: one("apimanagement/namedValue:NamedValue", {
    kind: "apimanagement:NamedValue",
    props: { ...inService, ...namedValue },
  }),
  api_management_workspace_named_value: one(
    "apimanagement/workspaceNamedValue:WorkspaceNamedValue",
    { kind: "apimanagement:WorkspaceNamedValue", props: { ...ofWorkspace, ...namedValue } },
  ),
  api_management_certificate: one("apimanagement/certificate:Certificate", {
    kind: "apimanagement:Certificate",
    props: {
      ...inService,
      certificateId: "name",
      data: "data",
      password: "password",
      keyVault: where("keyVaultSecretId", {
        secretIdentifier: "keyVaultSecretId",
        identityClientId: "keyVaultIdentityClientId",
      }),
    },
  }),
};
