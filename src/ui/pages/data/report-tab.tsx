/** @file Report tab: potential problems of the dataset, most serious first, each with example rows and fixes. */
import { reportText as text } from '../../../messages/en/data/report'
import { useSelect } from '../../studio-context'
import { FindingCard } from './report/finding-card'
import { AnalysisStatus } from './report/analysis-status'
import styles from './report/report.module.css'
import { sorted, useAnalysis } from './report/use-analysis'
import type { TabProps } from './tab-props'
import pageStyles from '../pages.module.css'

export default function ReportTab({ def, dataset }: TabProps) {
  const report = useAnalysis('report')
  const accepted = useSelect((state) => state.analysis.accepted)
  const plan = useSelect((state) => state.project.plan)
  if (report?.tag !== 'found')
    return (
      <section className={pageStyles.part} aria-label={text.title}>
        <AnalysisStatus state={report} label={text.checking} command="data.report" />
      </section>
    )
  const { open, known, accepted: quiet, done } = sorted(report.found, def, accepted, plan)
  const settled = known.length + quiet.length + done.length
  return (
    <section className={styles.report} aria-label={text.title}>
      <p className={styles.sum} role="status">
        {open.length > 0
          ? text.open({ findings: open.length })
          : settled > 0
            ? text.nothingOpen({ rows: dataset.schema.rows, findings: settled })
            : text.nothing({ rows: dataset.schema.rows })}
      </p>
      {open.map((finding) => (
        <FindingCard key={cardKey(finding)} finding={finding} dataset={dataset} />
      ))}
      {done.length > 0 && (
        <details className={styles.quiet}>
          <summary>{text.handled({ findings: done.length })}</summary>
          {done.map((finding) => (
            <FindingCard key={cardKey(finding)} finding={finding} dataset={dataset} done />
          ))}
        </details>
      )}
      {known.length > 0 && (
        <details className={styles.quiet}>
          <summary>{text.known({ findings: known.length })}</summary>
          {known.map(({ finding, why }) => (
            <FindingCard key={cardKey(finding)} finding={finding} dataset={dataset} known={why} />
          ))}
        </details>
      )}
      {quiet.length > 0 && (
        <details className={styles.quiet}>
          <summary>{text.accepted({ findings: quiet.length })}</summary>
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
