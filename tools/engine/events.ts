/** What an operation reported, read from the engine's events. */

export type Level = "advisory" | "mandatory" | "remediate" | "disabled";

export interface Violation {
  readonly pack: string;
  readonly policy: string;
  /** Logical name of the resource; that of the stack, `project-stack`, for a violation without a resource. */
  readonly resource: string;
  /** Type of the resource; empty for a violation without a resource. */
  readonly type: string;
  readonly urn: string;
  readonly level: Level;
  /** The policy's description, a line break, and the message; without colours. */
  readonly message: string;
  readonly severity?: string;
}

export interface Remediation {
  readonly policy: string;
  readonly resource: string;
  readonly type: string;
  readonly urn: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/**
 * Names of policies by outcome. The engine lists a policy under one phase only: one that validates resources and stacks
 * counts as a resource policy, and appears in the stack's summary only if it failed there.
 */
export interface Summary {
  readonly phase: "resource" | "remediation" | "stack";
  /** Absent for the stack. */
  readonly urn?: string;
  readonly pack: string;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  /** With the reasons given. */
  readonly notApplicable: readonly { readonly policy: string; readonly reason: string }[];
}

export interface Diagnostic {
  readonly severity: string;
  readonly message: string;
  readonly urn?: string;
}

export interface Step {
  readonly urn: string;
  readonly type: string;
  readonly resource: string;
  /** `create`, `update`, `same`, `replace`, `delete`, `read`, `refresh` … */
  readonly op: string;
}

export interface Report {
  readonly violations: readonly Violation[];
  readonly remediations: readonly Remediation[];
  readonly summaries: readonly Summary[];
  /** Without debug messages. */
  readonly diagnostics: readonly Diagnostic[];
  readonly steps: readonly Step[];
  /** How many resources of which operation; of the last phase when there were several. */
  readonly changes: Readonly<Record<string, number>>;
}

interface PolicyEvent {
  readonly resourceUrn?: string;
  readonly message?: string;
  readonly policyName: string;
  readonly policyPackName: string;
  readonly enforcementLevel?: string;
  readonly severity?: string;
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
}

interface SummaryEvent {
  readonly resourceUrn?: string;
  readonly policyPackName: string;
  readonly passed?: string[];
  readonly failed?: string[];
  readonly notApplicable?: { readonly policyName: string; readonly reason?: string }[];
}

/** The parts of the engine's events that are read here; see `apitype.EngineEvent` in the engine's source. */
export interface EngineEvent {
  readonly policyEvent?: PolicyEvent;
  readonly policyRemediationEvent?: PolicyEvent;
  readonly policyAnalyzeSummaryEvent?: SummaryEvent;
  readonly policyRemediateSummaryEvent?: SummaryEvent;
  readonly policyAnalyzeStackSummaryEvent?: SummaryEvent;
  readonly diagnosticEvent?: {
    readonly severity: string;
    readonly message: string;
    readonly urn?: string;
  };
  readonly resourcePreEvent?: {
    readonly metadata: { readonly op: string; readonly urn: string; readonly type: string };
  };
  readonly summaryEvent?: { readonly resourceChanges?: Record<string, number> };
}

/** Type and logical name a URN ends with. */
function target(urn: string | undefined): {
  readonly urn: string;
  readonly type: string;
  readonly resource: string;
} {
  const [, , types = "", ...name] = (urn ?? "").split("::");
  return { urn: urn ?? "", type: types.split("$").pop() ?? "", resource: name.join("::") };
}

/** Engine messages carry markup like `<{%fg 1%}>`. */
function plain(text: string): string {
  return text.replace(/<\{%.*?%\}>/g, "").trim();
}

function summary(phase: Summary["phase"], event: SummaryEvent): Summary {
  const notApplicable = (event.notApplicable ?? []).map(({ policyName, reason }) => ({
    policy: policyName,
    reason: reason ?? "",
  }));
  return {
    phase,
    ...(event.resourceUrn && { urn: event.resourceUrn }),
    pack: event.policyPackName,
    passed: event.passed ?? [],
    failed: event.failed ?? [],
    notApplicable,
  };
}

/**
 * @param text one JSON object a line; other lines are passed over
 */
export function parseEvents(text: string): EngineEvent[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as EngineEvent);
}

export function report(events: readonly EngineEvent[]): Report {
  return {
    violations: events.flatMap(({ policyEvent: event }) =>
      event === undefined
        ? []
        : [
            {
              ...target(event.resourceUrn),
              pack: event.policyPackName,
              policy: event.policyName,
              level: (event.enforcementLevel ?? "") as Level,
              message: plain(event.message ?? ""),
              ...(event.severity && { severity: event.severity }),
            },
          ],
    ),
    remediations: events.flatMap(({ policyRemediationEvent: event }) =>
      event === undefined
        ? []
        : [
            {
              ...target(event.resourceUrn),
              policy: event.policyName,
              before: event.before ?? {},
              after: event.after ?? {},
            },
          ],
    ),
    summaries: events.flatMap((event) => [
      ...(event.policyAnalyzeSummaryEvent
        ? [summary("resource", event.policyAnalyzeSummaryEvent)]
        : []),
      ...(event.policyRemediateSummaryEvent
        ? [summary("remediation", event.policyRemediateSummaryEvent)]
        : []),
      ...(event.policyAnalyzeStackSummaryEvent
        ? [summary("stack", event.policyAnalyzeStackSummaryEvent)]
        : []),
    ]),
    diagnostics: events.flatMap(({ diagnosticEvent: event }) =>
      event === undefined || event.severity === "debug"
        ? []
        : [
            {
              severity: event.severity,
              message: plain(event.message),
              ...(event.urn && { urn: event.urn }),
            },
          ],
    ),
    steps: events.flatMap(({ resourcePreEvent: event }) =>
      event === undefined ? [] : [{ ...target(event.metadata.urn), op: event.metadata.op }],
    ),
    changes: events.reduce<Record<string, number>>(
      (last, { summaryEvent }) => summaryEvent?.resourceChanges ?? last,
      {},
    ),
  };
}
