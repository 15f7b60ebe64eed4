import { is } from "../core/expect";
import type { Ref } from "../core/ref";
import type { Props } from "../core/sdk";

/** Whether the service itself makes the nodes; attached computes keep the settings of their own service. */
export function isManagedCompute(compute: Ref<Props<"machinelearningservices:Compute">>): boolean {
  return is(compute.properties.computeType, "AmlCompute", "ComputeInstance");
}

/** Minutes of an ISO 8601 duration in weeks, days, hours, minutes and seconds; `undefined` when it is none. */
export function minutes(duration: string): number | undefined {
  const match = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(
    duration,
  );
  if (!match) return undefined;
  const [weeks, days, hours, mins, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return (
    (((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (mins ?? 0) + (seconds ?? 0) / 60
  );
}
