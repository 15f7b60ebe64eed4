/** The frameworks whose controls Microsoft's initiatives name, those that most ask for first. */

interface Source {
  readonly name: string;
  readonly version: string;
  /** Ids of the built-in initiatives that map definitions to the framework's controls. */
  readonly initiatives: readonly string[];
  /** What stands before the control in the name of an initiative's group. */
  readonly prefix: RegExp;
  /** The control as the framework itself writes it. */
  readonly control?: (text: string) => string;
}

const dashed = (text: string) => text.replaceAll("_", "-");

/** In this order in pages and tags; the key is what tags begin with. */
export const sources: Readonly<Record<string, Source>> = {
  // Both versions use the same groups: a control is the same one in either.
  MCSB: {
    name: "Microsoft cloud security benchmark",
    version: "v1 and v2 (preview)",
    initiatives: ["1f3afdf9-d0c9-4c3d-847f-89da613e70a8", "e3ec7e09-768c-4b64-882c-fcada3772047"],
    prefix: /^Azure_Security_Benchmark_v3\.0_/,
  },
  "NIST SP 800-53 R5": {
    name: "NIST SP 800-53",
    version: "Rev. 5",
    initiatives: ["179d1daa-458f-4e47-8086-2a68d0d6c38f"],
    prefix: /^NIST_SP_800-53_R5_/,
  },
  "ISO 27001:2022": {
    name: "ISO/IEC 27001",
    version: "2022",
    initiatives: ["5e4ff661-23bf-42fa-8e3a-309a55091cc7"],
    prefix: /^ISO_IEC_27001_2022_/,
  },
  "ISO 27002:2022": {
    name: "ISO/IEC 27002",
    version: "2022",
    initiatives: ["e3030e83-88d5-4f23-8734-6577a2c97a32"],
    prefix: /^ISO_IEC_27002_2022_/,
  },
  "SOC 2": {
    name: "SOC 2",
    version: "Type 2",
    initiatives: ["4054785f-702b-4a98-9215-009cbd58b141"],
    prefix: /^SOC_2_/,
  },
  "HIPAA HITRUST": {
    name: "HIPAA HITRUST",
    version: "9.2",
    initiatives: ["a169a624-5599-4385-a696-c8d643089fab"],
    prefix: /^hipaa-/,
  },
  "NIST CSF 2.0": {
    name: "NIST Cybersecurity Framework",
    version: "2.0",
    initiatives: ["184a0e05-7b06-4a68-bbbe-13b8353bc613"],
    prefix: /^NIST_CSF_v2\.0_/,
    control: dashed,
  },
  "NIST AI RMF": {
    name: "NIST AI Risk Management Framework",
    version: "1.0",
    initiatives: ["f58a876c-ec25-417e-9634-58d2a93e3fe2"],
    prefix: /^NIST_AI_RMF_v1\.0_/,
  },
  "EU AI Act": {
    name: "EU AI Act",
    version: "2024/1689",
    initiatives: ["1308bccf-446a-4283-a4e0-0c983fe7a572"],
    prefix: /^EU_AI_Act_2024_1689_/,
  },
  "PCI DSS 4.0.1": {
    name: "PCI DSS",
    version: "4.0.1",
    initiatives: ["a06d5deb-24aa-4991-9d58-fa7563154e31"],
    prefix: /^PCI_DSS_v4\.0\.1_/,
  },
  "CIS Azure 3.0.0": {
    name: "CIS Microsoft Azure Foundations Benchmark",
    version: "3.0.0",
    initiatives: ["470a962c-86a0-433b-803a-3c176b5ce79c"],
    prefix: /^CIS_Azure_Foundations_v3\.0\.0_/,
  },
  "CIS Controls 8.1": {
    name: "CIS Critical Security Controls",
    version: "8.1",
    initiatives: ["046796ef-e8a7-4398-bbe9-cce970b1a3ae"],
    prefix: /^CIS_Controls_v8\.1_/,
  },
  "FedRAMP High": {
    name: "FedRAMP",
    version: "High",
    initiatives: ["d5264498-16f4-418a-b659-fa7ef418175f"],
    prefix: /^FedRAMP_High_R4_/,
  },
  "FedRAMP Moderate": {
    name: "FedRAMP",
    version: "Moderate",
    initiatives: ["e95f5a9f-57ad-4d03-bb0b-b1d16db93693"],
    prefix: /^FedRAMP_Moderate_R4_/,
  },
  "NIST SP 800-171 R2": {
    name: "NIST SP 800-171",
    version: "Rev. 2",
    initiatives: ["03055927-78bd-4236-86c0-f36125a10dc9"],
    prefix: /^NIST_SP_800-171_R2_/,
  },
  "NIST SP 800-171 R3": {
    name: "NIST SP 800-171",
    version: "Rev. 3",
    initiatives: ["38916c43-6876-4971-a4b1-806aa7e55ccc"],
    prefix: /^NIST_SP_800-171_R3_/,
  },
  "EU NIS2": {
    name: "EU NIS 2 Directive",
    version: "2022/2555",
    initiatives: ["42346945-b531-41d8-9e46-f95057672e88"],
    prefix: /^EU_2555_\(NIS2\)_2022_/,
  },
  "EU DORA": {
    name: "EU Digital Operational Resilience Act",
    version: "2022/2554",
    initiatives: ["f9c0485f-da8e-43b5-961e-58ebd54b907c"],
    prefix: /^DORA_2022_2554_/,
  },
  "EU GDPR": {
    name: "EU General Data Protection Regulation",
    version: "2016/679",
    initiatives: ["7326812a-86a4-40c8-af7c-8945de9c4913"],
    prefix: /^EU_GDPR_2016_679_/,
    control: (text) => text.replaceAll("_", " "),
  },
  "CSA CCM 4.0.12": {
    name: "CSA Cloud Controls Matrix",
    version: "4.0.12",
    initiatives: ["8791506a-dec4-497a-a83f-3abfde37c400"],
    prefix: /^CSA_v4\.0\.12_/,
    control: dashed,
  },
  "HITRUST CSF 11.3": {
    name: "HITRUST CSF",
    version: "11.3",
    initiatives: ["e0d47b75-5d99-442a-9d60-07f2595ab095"],
    prefix: /^HITRUST_CSF_v11\.3_/,
  },
  "NIST SP 800-53 R5.1.1": {
    name: "NIST SP 800-53",
    version: "Rev. 5.1.1",
    initiatives: ["60205a79-6280-4e20-a147-e2011e09dc78"],
    prefix: /^NIST_SP_800-53_R5\.1\.1_/,
    // SC.7.3 is SC-7(3).
    control: (text) => text.replace(/^([A-Z]{2})\.(\d+)/, "$1-$2").replace(/\.(\d+)$/, "($1)"),
  },
  "NIST SP 800-53 R4": {
    name: "NIST SP 800-53",
    version: "Rev. 4",
    initiatives: ["cf25b9c1-bd23-4eb6-bd2c-f4f3ac644a5f"],
    prefix: /^NIST_SP_800-53_R4_/,
  },
  "SOC 2023": {
    name: "SOC",
    version: "2023",
    initiatives: ["53ad89f5-8542-49e9-ba81-1cbd686e0d52"],
    prefix: /^SOC_2023_/,
  },
  "PCI DSS 4.0": {
    name: "PCI DSS",
    version: "4.0",
    initiatives: ["c676748e-3af9-4e22-bc28-50feed564afb"],
    prefix: /^PCI_DSS_v4\.0_/,
  },
  "PCI DSS 3.2.1": {
    name: "PCI DSS",
    version: "3.2.1",
    initiatives: ["496eeda9-8f2f-4d5e-8dfd-204f0a92ed41"],
    prefix: /^PCI_DSS_V3\.2\.1_/,
  },
  "CIS Azure 2.1.0": {
    name: "CIS Microsoft Azure Foundations Benchmark",
    version: "2.1.0",
    initiatives: ["fe7782e4-6ff3-4e39-8d8a-64b6f7b82c85"],
    prefix: /^CIS_Azure_Foundations_v2\.1\.0_/,
  },
  "CIS Azure 2.0.0": {
    name: "CIS Microsoft Azure Foundations Benchmark",
    version: "2.0.0",
    initiatives: ["06f19060-9e68-4070-92ca-f15cc126059e"],
    prefix: /^CIS_Azure_2\.0\.0_/,
  },
  "CIS Controls 8": {
    name: "CIS Critical Security Controls",
    version: "8",
    initiatives: [],
    prefix: /^$/,
  },
  "ISO 27001:2013": {
    name: "ISO/IEC 27001",
    version: "2013",
    initiatives: ["89c6cddc-1c73-4ac1-b19c-54d1a15a42f2"],
    prefix: /^ISO27001-2013_/,
  },
};

/** Which of them the crosswalk of the benchmark leads to, by its own headings. */
export const crosswalkHeadings: Readonly<Record<string, string>> = {
  "NIST SP 800-53 Rev. 4": "NIST SP 800-53 R4",
  "PCI DSS v3.2.1": "PCI DSS 3.2.1",
  "CIS Controls v8": "CIS Controls 8",
};
