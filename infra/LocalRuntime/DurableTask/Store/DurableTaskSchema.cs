using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>The tables of instances, their histories and what is on its way between them.</summary>
internal static class DurableTaskSchema
{
    public static readonly Schema Schema = new("durabletask.db", 1, """
        CREATE TABLE instances (
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, version TEXT NOT NULL,
            generation INTEGER NOT NULL, status INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
            start_at INTEGER, parent INTEGER, parent_generation INTEGER, parent_task INTEGER, parent_name TEXT, parent_id TEXT,
            tags TEXT, custom TEXT, failure TEXT, input TEXT, output TEXT);
        CREATE INDEX instances_active ON instances (number) WHERE status IN (0, 6, 7);
        CREATE INDEX instances_parent ON instances (parent) WHERE parent IS NOT NULL;
        CREATE TABLE history (
            number INTEGER, seq INTEGER, kind INTEGER NOT NULL, at INTEGER NOT NULL, task INTEGER NOT NULL,
            name TEXT, data TEXT, version TEXT, target TEXT, tags TEXT, PRIMARY KEY (number, seq)) WITHOUT ROWID;
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL, generation INTEGER, kind INTEGER NOT NULL,
            at INTEGER NOT NULL, task INTEGER NOT NULL, name TEXT, data TEXT, version TEXT, target TEXT);
        CREATE INDEX inbox_number ON inbox (number);
        """);
}
