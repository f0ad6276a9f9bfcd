/** @file ChartMenu: the menu of a chart, which saves its picture or its numbers, or shows its table. Loads lazily. */
import { chartsText } from '../../messages/en/charts'
import { errorNotice } from '../../studio/notice'
import { AnchoredMenu } from '../kit/menu'
import { fileName, saveBlob } from '../shell/browser-files'
import { useRunCommand } from '../studio-context'
import type { ChartData } from './chart-data'
import { chartFile, FILE_TYPES, type FileFormat } from './chart-files'

const text = chartsText.chart

interface ChartMenuProps {
  readonly title: string
  readonly now: () => ChartData
  readonly view: 'plot' | 'table'
  readonly anchor: HTMLElement
  readonly onView: (view: 'plot' | 'table') => void
  readonly onClose: () => void
}

export default function ChartMenu({ title, now, view, anchor, onView, onClose }: ChartMenuProps) {
  const run = useRunCommand()
  const save = (format: FileFormat) => () => {
    chartFile(format, title, now()).then(
      (content) => saveBlob(fileName(title, format), new Blob([content], { type: FILE_TYPES[format] })),
      (error: unknown) => run('notice.show', errorNotice(error)),
    )
  }
  return (
    <AnchoredMenu
      anchor={anchor}
      onClose={onClose}
      items={[
        { title: text.svg, onSelect: save('svg') },
        { title: text.png, onSelect: save('png') },
        { title: text.csv, onSelect: save('csv') },
        view === 'plot'
          ? { title: text.showTable, separator: true, onSelect: () => onView('table') }
          : { title: text.showPlot, separator: true, onSelect: () => onView('plot') },
      ]}
    />
  )
}
