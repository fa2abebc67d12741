namespace Serverless.Kernel.Declarations;

/// <summary>
/// A part of a domain that is switched on and off while the app runs, for all tenants or for one. Fields belong to it
/// (<see cref="FieldAttribute.Feature"/>): while it is off, clients neither write nor see them, and what is stored of them stays.
/// </summary>
/// <param name="Name">Lower case with hyphens; no two domains have one of the same name.</param>
/// <param name="Meaning">What is different while it is on, one sentence.</param>
public sealed record Feature(string Name, string Meaning);
