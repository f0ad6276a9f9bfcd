/** @file Explanation: why something is a problem and how to fix it. Loads on request. */

import type { Diagnostic } from '../../../graph/check-report'
import { explain } from '../../../messages/en/explain'
import styles from './problem-help.module.css'

/** The paragraph that explains a problem. */
export function Explanation({ problem }: { readonly problem: Diagnostic }) {
  return <p className={styles.words}>{explain[problem.problem.code]}</p>
}
