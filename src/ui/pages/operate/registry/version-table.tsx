/** @file VersionTable: the versions of a model, newest first, with their aliases and metrics. */
import { ALIASES } from '../../../../catalog/lowered-stage'
import { registryText } from '../../../../messages/en/operate/registry'
import { badModelName, termsText } from '../../../../messages/en/operate/terms'
import { commaList, when } from '../../../../messages/format'
import type { RegistryModel } from '../../../../studio/operate/registry/registry'
import { DataTable } from '../../../kit/data-table'
import { costsOfModel, modelMetricsText } from '../../../shell/model-metrics'
import kit from '../../../kit/kit.module.css'

const { table: text } = registryText

interface VersionTableProps {
  readonly registryModel: RegistryModel
  readonly onOpen: (version: number) => void
}

/** What sets the versions of a model apart, so that they can be compared before one is opened. */
export function VersionTable({ registryModel: { versions, now }, onOpen }: VersionTableProps) {
  const costs = costsOfModel(versions.flatMap((version) => (version.state === 'here' ? [version] : [])))
  return (
    <DataTable
      columns={[
        {
          head: text.version,
          heading: true,
          cell: ({ version }) => (
            <button type="button" className={kit.link} title={text.open({ version })} onClick={() => onOpen(version)}>
              {text.number({ version })}
            </button>
          ),
        },
        {
          head: text.aliases,
          cell: ({ version }) =>
            commaList(ALIASES.filter((alias) => now[alias] === version).map((alias) => termsText.alias[alias])),
        },
        {
          head: text.metrics,
          wrap: true,
          cell: (row) => {
            if (row.state === 'damaged') return text.damaged
            const { practice } = row
            return practice
              ? text.practice({ of: practice.of, bad: badModelName(practice.bad) })
              : modelMetricsText(row, costs)
          },
          attributes: ({ state }) => ({ 'data-tone': state === 'damaged' ? 'bad' : undefined }),
        },
        { head: text.saved, cell: (row) => row.state === 'here' && when(row.createdAt) },
      ]}
      rows={versions.toReversed()}
      rowKey={({ version }) => version}
    />
  )
}
