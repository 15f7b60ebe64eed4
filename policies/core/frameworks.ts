/** The control frameworks a policy may name, with what Pulumi shows of them. */
export const frameworks = {
  MCSB: { name: "Microsoft cloud security benchmark", version: "v1" },
  "NIST SP 800-53 R5": { name: "NIST SP 800-53", version: "Rev. 5" },
  "NIST SP 800-53 R4": { name: "NIST SP 800-53", version: "Rev. 4" },
  "ISO 27001:2022": { name: "ISO/IEC 27001", version: "2022" },
  "ISO 27002:2022": { name: "ISO/IEC 27002", version: "2022" },
  "SOC 2": { name: "SOC 2", version: "2017" },
  "HIPAA HITRUST": { name: "HIPAA HITRUST", version: "9.2" },
  "CIS Azure": { name: "CIS Microsoft Azure Foundations Benchmark", version: "2.0.0" },
  "CIS Controls v8": { name: "CIS Critical Security Controls", version: "8" },
  "PCI DSS 4": { name: "PCI DSS", version: "4" },
  "PCI DSS 3.2.1": { name: "PCI DSS", version: "3.2.1" },
} as const;

export type Framework = keyof typeof frameworks;

/** Control ids per framework, separated by ", ". */
export type Controls = Readonly<Partial<Record<Framework, string>>>;

/** One tag per control, for example "MCSB:IM-1". */
export function controlTags(controls: Controls): string[] {
  return Object.entries(controls).flatMap(([framework, ids]) =>
    ids.split(", ").map((id) => `${framework}:${id}`),
  );
}
