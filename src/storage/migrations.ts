/**
 * @file Migrations: the list that brings a database of any age to the present. It only grows; a shipped entry is never
 * changed. The database's version is its length.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import type { Key, Rows, StoreName } from './engine'

/** The present schema, for idb's types. */
export type Schema = DBSchema & {
  [S in Exclude<StoreName, 'runs'>]: { key: Exclude<Key, readonly unknown[]> | [string, number]; value: Rows[S] }
} & { runs: { key: string; value: Rows['runs']; indexes: { project: string } } }

export type Migration = (
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreName[], 'versionchange'>,
) => void

export const migrations: readonly Migration[] = [
  /** 1: the first schema. */
  (database) => {
    database.createObjectStore('projects')
    database.createObjectStore('projectsBefore')
    database.createObjectStore('runs').createIndex('project', 'project')
    database.createObjectStore('checkpoints')
    database.createObjectStore('models')
    database.createObjectStore('modelWeights')
    database.createObjectStore('chunks')
    database.createObjectStore('settings')
  },
  /** 2: checkpoints are listed apart from their numbers. What is there is not read here: a damaged file would keep all shut. */
  (database) => {
    database.createObjectStore('checkpointRows')
  },
  /** 3: versions of a project kept by name, and blocks kept for other projects. */
  (database) => {
    database.createObjectStore('versions')
    database.createObjectStore('library')
  },
  /** 4: sets of the user's own, and imports under way. Their rows lie in `chunks`. */
  (database) => {
    database.createObjectStore('sets')
    database.createObjectStore('setsBefore')
    database.createObjectStore('imports')
  },
  /** 5: what a service lives on: aliases of models, as their moves. */
  (database) => {
    database.createObjectStore('aliases')
  },
  /** 6: logs of services: heads, and the parts they name. */
  (database) => {
    database.createObjectStore('serviceLogs')
    database.createObjectStore('serviceLogParts')
  },
]
