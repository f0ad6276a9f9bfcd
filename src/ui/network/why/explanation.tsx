/** @file Explanation: why a problem is one, and what people usually do about it. Loads on request. */
import { explain } from '../../../messages/en/explain'
import type { Diagnostic } from '../../../graph/diagnostic'
import styles from './why.module.css'

/** The paragraph that explains a problem. */
export function Explanation({ problem }: { readonly problem: Diagnostic }) {
  return <p className={styles.words}>{explain[problem.problem.code]}</p>
}
