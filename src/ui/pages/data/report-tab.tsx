/** @file Report: what may be wrong with the set, the worst first, each with its rows and what can be done. */
import { counted } from '../../../messages/format'
import { useSelect } from '../../studio-context'
import { FindingCard } from './report/finding-card'
import { Looking } from './report/looking'
import styles from './report/report.module.css'
import { sorted, useAnalysis } from './report/use-analysis'
import type { TabProps } from './tab-props'
import rooms from '../pages.module.css'

export default function ReportTab({ def, dataset }: TabProps) {
  const report = useAnalysis('report')
  const accepted = useSelect((state) => state.analysis.accepted)
  const plan = useSelect((state) => state.project.plan)
  if (report?.tag !== 'found')
    return (
      <section className={rooms.part} aria-label="Report">
        <Looking state={report} words="Looking for what is wrong with the data" command="data.report" />
      </section>
    )
  const { open, known, accepted: quiet, done } = sorted(report.found, def, accepted, plan)
  return (
    <section className={styles.report} aria-label="Report">
      <p className={styles.sum} role="status">
        {open.length === 0
          ? `Nothing to look at. ${counted(dataset.schema.rows, 'row')} were looked through for gaps, copies, leaks, identifiers, mixed units, spellings, outliers, rare classes, too few rows, and parts that differ.`
          : `${counted(open.length, 'finding')} to look at, the worst first.`}
      </p>
      {open.map((finding) => (
        <FindingCard key={cardKey(finding)} finding={finding} dataset={dataset} />
      ))}
      {done.length > 0 && (
        <details className={styles.quiet}>
          <summary>{counted(done.length, 'finding')} that the plan sees to</summary>
          {done.map((finding) => (
            <FindingCard key={cardKey(finding)} finding={finding} dataset={dataset} done />
          ))}
        </details>
      )}
      {known.length > 0 && (
        <details className={styles.quiet}>
          <summary>{counted(known.length, 'finding')} that the card of the set explains</summary>
          {known.map(({ finding, why }) => (
            <FindingCard key={cardKey(finding)} finding={finding} dataset={dataset} known={why} />
          ))}
        </details>
      )}
      {quiet.length > 0 && (
        <details className={styles.quiet}>
          <summary>{counted(quiet.length, 'finding')} accepted as being so</summary>
          {quiet.map((finding) => (
            <FindingCard key={cardKey(finding)} finding={finding} dataset={dataset} accepted />
          ))}
        </details>
      )}
    </section>
  )
}

function cardKey({ code, columns }: { readonly code: string; readonly columns: readonly string[] }): string {
  return [code, ...columns].join(':')
}
