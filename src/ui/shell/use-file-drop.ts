/** @file useFileDrop: imports files that are dropped anywhere on the page, or opened with the installed app. */
import { useEffect } from 'react'
import { useRun, useStudio } from '../studio-context'
import { useHides } from './lesson-shown'

/** How Chromium passes files to the installed app. */
interface LaunchQueue {
  setConsumer(consume: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void
}

export function useFileDrop(): void {
  const run = useRun()
  const studio = useStudio()
  const hidden = useHides('data.choose')
  useEffect(() => {
    if (hidden) return
    const closing = new AbortController()
    const { signal } = closing
    const mark = (over: boolean) => document.body.toggleAttribute('data-dropping', over)
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true
    document.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        mark(true)
      },
      { signal },
    )
    document.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && mark(false), { signal })
    // In the capture phase, because an element that takes files itself stops the event.
    document.addEventListener('drop', () => mark(false), { signal, capture: true })
    document.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        // The items are gone after the event, so they are taken here and read later.
        const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? [])
        const files = [...(event.dataTransfer?.files ?? [])]
        void import('../pages/data/import/gather-files').then(({ takeDropped }) => takeDropped(studio, entries, files))
      },
      { signal },
    )
    const { launchQueue } = window as { launchQueue?: LaunchQueue }
    launchQueue?.setConsumer(({ files }) => {
      if (files.length === 0) return
      void Promise.all(files.map(async (handle) => ({ path: handle.name, file: await handle.getFile() }))).then(
        (given) => run('data.choose', { files: given }),
      )
    })
    return () => closing.abort()
  }, [run, studio, hidden])
}
