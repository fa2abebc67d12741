namespace Serverless.Cloud.Archives;

/// <summary>An archive does not hold what was put there. Nothing may be removed for what it says, and nothing is answered from it.</summary>
public sealed class ArchiveDamagedException(string reason, Exception? cause = null) : Exception($"The archive is damaged: {reason}.", cause);

/// <summary>An archive lies where it takes hours to read. That it is brought back from there was asked for; ask again later.</summary>
public sealed class ArchiveOfflineException() : Exception("The archive is offline. It was asked for, and is back within hours.");
