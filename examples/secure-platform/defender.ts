// Microsoft Defender for Cloud: the plans that watch what this platform is made of.

import * as security from "@pulumi/azure-native/security";

import { subscription } from "./platform";

interface Plan {
  subPlan?: string;
  extensions?: string[];
}

const plans: Record<string, Plan> = {
  AI: { extensions: ["AIPromptEvidence"] },
  Arm: {},
  CloudPosture: { extensions: ["SensitiveDataDiscovery"] },
  KeyVaults: {},
  StorageAccounts: {
    subPlan: "DefenderForStorageV2",
    extensions: ["OnUploadMalwareScanning", "SensitiveDataDiscovery"],
  },
};

for (const [pricingName, { subPlan, extensions }] of Object.entries(plans)) {
  new security.Pricing(`defender-${pricingName}`, {
    scopeId: subscription,
    pricingName,
    pricingTier: "Standard",
    subPlan,
    extensions: extensions?.map((name) => ({ name, isEnabled: "True" })),
  });
}
