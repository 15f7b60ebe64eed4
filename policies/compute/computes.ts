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
  const minutesPer = [7 * 24 * 60, 24 * 60, 60, 1, 1 / 60];
  return minutesPer.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0);
}
