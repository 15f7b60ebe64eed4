/**
 * Work that the SDK does once per policy and that comes to the same each time: an entry "not applicable" for every policy
 * that a resource is nothing to, and a walk over the whole stack for every stack policy that speaks. With two hundred
 * policies that is most of what a pack costs (`bench/`). Both are replaced through the SDK's own modules, and only while
 * the SDK is seen to use what stands there.
 */
import type { ResourceValidationPolicy } from "@pulumi/policy";
import {
  AnalyzeRequest,
  AnalyzeResponse,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
  PolicyNotApplicable,
} from "@pulumi/pulumi/proto/analyzer_pb";

/** The SDK's, which it calls through its module. */
interface Protoutil {
  makeAnalyzeResponse: (
    diagnostics: readonly unknown[],
    notApplicable?: PolicyNotApplicable[],
  ) => AnalyzeResponse;
}

let isSparing = false;
let skipsNextWalk = false;

/** What a policy of this name stands for, as the bytes that go to the engine. */
const skipped = new Map<string, Uint8Array>();

/** One policy that stands for all those that a resource is nothing to; `undefined` while the SDK is left alone. */
export function standIn(names: readonly string[]): ResourceValidationPolicy | undefined {
  if (!isSparing) return undefined;
  const name = `not applicable: ${names.join()}`;
  if (!skipped.has(name)) skipped.set(name, entriesOf(names));
  return { name, description: "-", enforcementLevel: "advisory", validateResource: nothing };
}

function entriesOf(names: readonly string[]): Uint8Array {
  const answer = new AnalyzeResponse();
  answer.setNotApplicableList(
    names.map((one) => {
      const entry = new PolicyNotApplicable();
      entry.setPolicyName(one);
      return entry;
    }),
  );
  return answer.serializeBinary();
}

/** A type that no resource has: the SDK skips a policy with a type token that does not match (server.js, "Fast check"). */
export const nothing = Object.assign(() => {}, { __pulumiType: "other kinds" });

/**
 * Whether the SDK walks the stack for the stack policy that it is handed next. It does so at once, before anything else
 * can run, so that one request never spares another one its walk.
 */
export function skipNextWalk(whether: boolean): void {
  skipsNextWalk = whether && isSparing;
}

const protoutil = require("@pulumi/policy/protoutil") as Protoutil;
const makeResponse = protoutil.makeAnalyzeResponse;
type ListResources = AnalyzeStackRequest["getResourcesList"];
const requests: { getResourcesList: ListResources } = AnalyzeStackRequest.prototype;
const listResources: ListResources = Reflect.get(requests, "getResourcesList");

/** @returns whether the SDK is spared the work: not when it has another shape than this relies on. */
export function spareTheSdk(): boolean {
  protoutil.makeAnalyzeResponse = (diagnostics, notApplicable = []) => {
    const standsIn = notApplicable.find((one) => skipped.has(one.getPolicyName()));
    if (!standsIn) return makeResponse(diagnostics, notApplicable);
    const others = notApplicable.filter((one) => one !== standsIn);
    return appended(makeResponse(diagnostics, others), skipped.get(standsIn.getPolicyName()));
  };
  requests.getResourcesList = function () {
    const list = listResources.call(this);
    const walked = list[Symbol.iterator].bind(list);
    return Object.defineProperty(list, Symbol.iterator, {
      configurable: true,
      value: () => {
        const isSkipped = skipsNextWalk;
        skipsNextWalk = false;
        return isSkipped ? [].values() : walked();
      },
    });
  };
  isSparing = true;
  if (!isSeen()) spareNothing();
  return isSparing;
}

/** Leaves the SDK to do all of its work. */
export function spareNothing(): void {
  protoutil.makeAnalyzeResponse = makeResponse;
  requests.getResourcesList = listResources;
  isSparing = false;
}

/** A response that is sent with further entries at its end: of a repeated field, what comes later is added. */
function appended(response: AnalyzeResponse, bytes: Uint8Array | undefined): AnalyzeResponse {
  const own = response.serializeBinary.bind(response);
  response.serializeBinary = () => Buffer.concat([own(), bytes ?? new Uint8Array()]);
  return response;
}

/** Whether the entries of a stand-in arrive: has the SDK analyse a resource with nothing but that. */
function isSeen(): boolean {
  let arrived: string[] = [];
  try {
    const { makeAnalyzeRpcFun } = require("@pulumi/policy/server") as {
      makeAnalyzeRpcFun: (
        ...pack: unknown[]
      ) => (call: unknown, done: (error: unknown, response: AnalyzeResponse) => void) => unknown;
    };
    const request = new AnalyzeRequest();
    request.setOptions(new AnalyzerResourceOptions());
    // Nothing in it waits, so the answer is there at once.
    makeAnalyzeRpcFun("probe", "0.0.0", "advisory", [standIn(["one", "two"])])(
      { request },
      (_, response) => {
        const sent = AnalyzeResponse.deserializeBinary(response.serializeBinary());
        arrived = sent.getNotApplicableList().map((one) => one.getPolicyName());
      },
    );
  } catch {
    return false;
  }
  return arrived.join() === "one,two";
}
