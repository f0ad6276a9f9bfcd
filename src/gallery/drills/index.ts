/** @file The drills, in display order. To add a drill, create its file and list it here. */
import { badDeployAt3 } from './bad-deploy-at-3'
import { coldStarts } from './cold-starts'
import type { Drill } from './define-drill'
import { dimmingCameraDrill } from './dimming-camera'
import { quietSlice } from './degrading-slice'
import { recommenderCanary } from './recommender-canary'
import { smallAndLarge } from './small-and-large-model'

export const drills: readonly Drill[] = [
  badDeployAt3,
  coldStarts,
  recommenderCanary,
  quietSlice,
  smallAndLarge,
  dimmingCameraDrill,
]

/** The drill with this id, or undefined. */
export function findDrill(id: string): Drill | undefined {
  return drills.find((drill) => drill.id === id)
}
