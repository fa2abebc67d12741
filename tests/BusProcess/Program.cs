using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.BusProcess;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

// A Service Bus in a process of its own that can be killed. It sends and receives by itself, and says on its output what it is
// about to do and what has been acknowledged: DIRECTORY FIRST sends numbers from FIRST on; DIRECTORY alone empties the queues.
await using var broker = await Broker.OpenAsync(args[0], Work.Topology, TimeProvider.System, NullLoggerFactory.Instance);
using var served = Brokers.Serve("localhost", broker);
await using var client = new ServiceBusClient("Endpoint=sb://localhost;SharedAccessKeyName=name;SharedAccessKey=key;UseDevelopmentEmulator=true;");

var work = new Work(client, Console.Out);
if (args.Length > 1)
    await Task.WhenAll(work.SendAsync(int.Parse(args[1])), work.ReceiveAsync(), work.ReceiveAsync(), work.ReceiveSessionsAsync());
else
    await work.EmptyAsync();
