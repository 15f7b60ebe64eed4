import mlComputeDisablePublicIp from "./ml-compute-disable-public-ip";
import mlComputeDisableSsh from "./ml-compute-disable-ssh";
import mlComputeInstanceRequireIdleShutdown from "./ml-compute-instance-require-idle-shutdown";

/** The policies of this domain, by name. */
export default [
  mlComputeDisablePublicIp,
  mlComputeDisableSsh,
  mlComputeInstanceRequireIdleShutdown,
];
